Attribute VB_Name = "ItaButtons"
' The buttons of the control sheet that need Python. Each has its error handler: nobody meets a debugger.
Option Explicit

Public Sub CheckOffice()
    On Error GoTo Failed
    Begin
    If IsReady() Then Reach "check", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub DistributeWorkbooks()
    On Error GoTo Failed
    Begin
    If IsReady() Then Reach "distribute", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub RollUpMonth()
    On Error GoTo Failed
    Begin
    If IsReady() Then Reach "rollup", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub ShowStatus()
    On Error GoTo Failed
    Begin
    If IsReady() Then Reach "status", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub FillReport()
    On Error GoTo Failed
    Begin
    If IsReady() Then Reach "report", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub MakePdfs()
    On Error GoTo Failed
    Begin
    If IsReady() Then Reach "pdf", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub CheckOpenBook()
    On Error GoTo Failed
    Begin
    PressForBook "book-check"
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub PrintOpenBook()
    On Error GoTo Failed
    Begin
    PressForBook "book-pdf"
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub CompareHeights()
    On Error GoTo Failed
    Begin
    PressForBook "book-heights"
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Private Sub PressForBook(ByVal action As String)
    Dim book As Object
    If Not IsReady() Then Exit Sub
    Set book = OtherBook()
    If Not book Is Nothing Then Reach action, book
End Sub

' The one saved workbook that is open beside ours; says what to do where there is none, or several.
Public Function OtherBook() As Object
    Dim book As Object
    Dim found As Object
    Dim names As String
    Dim count As Long
    For Each book In Workbooks
        If book.Name <> ThisWorkbook.Name And LCase(Left(book.Name, 9)) <> "personal." Then
            count = count + 1
            names = names & vbLf & book.Name
            Set found = book
        End If
    Next book
    If count = 0 Then
        Tell Word("no_book")
    ElseIf count > 1 Then
        Tell WordWith("two_books", names)
    ElseIf found.Path <> "" And FolderFault(found.Path) <> "" Then
        Tell FolderFault(found.Path)
    ElseIf found.Path = "" Or Not (found.Saved Or IsReadOnly(found)) Then
        Tell WordWith("save_first", found.Name)
    Else
        Set OtherBook = found
    End If
End Function

' Whether a workbook was opened to read only; what cannot be saved need not be.
Private Function IsReadOnly(ByVal book As Object) As Boolean
    On Error GoTo Unknown
    IsReadOnly = book.ReadOnly
Unknown:
End Function

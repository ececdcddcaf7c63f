Attribute VB_Name = "ItaAnswers"
' Asking the command ita for an action and showing what it answered: a workbook whose sheet _answer holds the
' message in A1 and, below it, files to open; a sheet _tints may say which cells of a checked workbook to tint.
Option Explicit

' Have ita do an action and show its answer. The book is the one to check, as it was saved; Nothing for the
' whole office.
Public Sub AskIta(ByVal action As String, ByVal book As Object)
    Dim code As Long
    Dim file As String
    Dim answer As String
    On Error GoTo Failed
    ControlCell("message").Value = Word("working")
    If Not book Is Nothing Then file = FullPath(book)
    Application.StatusBar = Word("working")
    code = -1
    answer = AnswerFile()
    If answer <> "" Then
        code = RunIta(Array("macros", "answer", action, "--office", ThisWorkbook.Path, _
            "--month", ControlText("month"), "--report", ControlText("report"), _
            "--file", file, "--to", answer))
    End If
    Application.StatusBar = False
    If code = 0 Then
        ShowAnswer answer, book
        ' Tints are no change that has to be saved: without this the next check would ask to save them first.
        If Not book Is Nothing Then book.Saved = True
    ElseIf code = -2 Then
        Tell Word("percent_sign")
    ElseIf code < 0 Then
        Tell WordWith("no_python", ControlText("program"))
    Else
        Tell WordWith("command_failed", CStr(code))
    End If
    RemoveAnswer answer
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' Put an answer on our sheets, tint the workbook asked about, tell the message, open the files it names.
Public Sub ShowAnswer(ByVal path As String, Optional ByVal book As Object)
    Dim answer As Object
    Dim message As String
    Dim files As String
    Dim row As Long
    On Error GoTo Failed
    Set answer = Workbooks.Open(path, False, True)
    TakeSheets answer
    message = CStr(answer.Worksheets("_answer").Cells(1, 1).Value)
    row = 2
    Do While CStr(answer.Worksheets("_answer").Cells(row, 1).Value) <> ""
        files = files & CStr(answer.Worksheets("_answer").Cells(row, 1).Value) & vbLf
        row = row + 1
    Loop
    If Not book Is Nothing And Not SheetOf(answer, "_tints") Is Nothing Then
        message = message & vbLf & TintBook(book, SheetOf(answer, "_tints"))
    End If
    answer.Close False
    Set answer = Nothing
    Tell message
    OpenFiles files
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
    If Not answer Is Nothing Then CloseQuietly answer
End Sub

' Open files below the office folder, one on each line.
Private Sub OpenFiles(ByVal files As String)
    Dim each_file As Variant
    For Each each_file In Split(files, vbLf)
        If LCase(Right(each_file, 5)) = ".xlsx" Then
            OpenBook CStr(each_file)
        ElseIf each_file <> "" Then
            OpenOutside OfficePath(CStr(each_file))
        End If
    Next each_file
End Sub

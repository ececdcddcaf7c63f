Attribute VB_Name = "ItaAnswers"
' What Python answered: a workbook whose sheet _answer holds the message in A1 and, below it, files to open.
Option Explicit

Public Const ANSWER_FILE As String = "reports/ita-answer.xlsx"

' Put an answer on our sheets, tell its message, and open the files that it names.
Public Sub ShowAnswer(ByVal path As String)
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
            ThisWorkbook.FollowHyperlink OfficePath(CStr(each_file))
        End If
    Next each_file
End Sub

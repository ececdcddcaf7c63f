Attribute VB_Name = "ItaReach"
' The two ways to reach Python: the xlwings add-in where it is open, otherwise the command ita.
Option Explicit

Private Const ADD_IN As String = "xlwings.xlam"
Private asked_about As Object

' "xlwings" where its add-in is open, otherwise "command".
Public Function FindRoute() As String
    On Error GoTo Absent
    FindRoute = "command"
    If Len(Workbooks(ADD_IN).Name) > 0 Then FindRoute = "xlwings"
Absent:
End Function

' Have an action done by whatever way there is, and show what came of it. The book is the one asked about,
' saved as it stands; Nothing for the whole office.
Public Sub Reach(ByVal action As String, ByVal book As Object)
    Dim route As String
    On Error GoTo Failed
    Set asked_about = book
    route = FindRoute()
    ControlCell("message").Value = Word("working")
    If route = "xlwings" Then
        If Not ThroughXlwings(action) Then route = "command"
    End If
    ControlCell("route").Value = Word("route_" & route)
    If route = "command" Then
        ThroughCommand action, book
    ElseIf RunPythonWaits() Then
        ShowDone
    End If
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' Whether the add-in took the action: one that is blocked raises an error before Python starts.
Private Function ThroughXlwings(ByVal action As String) As Boolean
    On Error GoTo Blocked
    ThisWorkbook.Activate
    Application.Run "'" & ADD_IN & "'!RunPython", _
        "from toolkit.excel.buttons import press; press('" & action & "')"
    ThroughXlwings = True
Blocked:
End Function

' Tell what Python wrote on the control sheet. Where RunPython does not wait, Python calls this at its end.
Public Sub ShowDone()
    Dim message As String
    On Error GoTo Failed
    KeepSaved
    message = CStr(ControlCell("message").Value)
    If message = "" Or message = Word("working") Then message = Word("no_answer")
    Tell message
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' Tints are no change that has to be saved: without this the next check would ask to save them first.
Private Sub KeepSaved()
    If Not asked_about Is Nothing Then asked_about.Saved = True
    Set asked_about = Nothing
End Sub

Private Sub ThroughCommand(ByVal action As String, ByVal book As Object)
    Dim code As Long
    Dim file As String
    Dim answer As String
    If action = "book-pdf" Or action = "book-heights" Then
        Tell Word("needs_xlwings")
        Exit Sub
    End If
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
        KeepSaved
    ElseIf code = -2 Then
        Tell Word("percent_sign")
    ElseIf code < 0 Then
        Tell WordWith("no_python", ControlText("program"))
    Else
        Tell WordWith("command_failed", CStr(code))
    End If
    RemoveAnswer answer
End Sub

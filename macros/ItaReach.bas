Attribute VB_Name = "ItaReach"
' The two ways to reach Python: the xlwings add-in where it is open, otherwise the command ita.
Option Explicit

Private Const ADD_IN As String = "xlwings.xlam"

' "xlwings" where its add-in is open, otherwise "command".
Public Function FindRoute() As String
    On Error GoTo Absent
    FindRoute = "command"
    If Len(Workbooks(ADD_IN).Name) > 0 Then FindRoute = "xlwings"
Absent:
End Function

' Have an action done by whatever way there is, and show what came of it.
Public Sub Reach(ByVal action As String, ByVal file As String)
    Dim route As String
    On Error GoTo Failed
    route = FindRoute()
    ControlCell("message").Value = ""
    If route = "xlwings" Then
        If Not ThroughXlwings(action) Then route = "command"
    End If
    ControlCell("route").Value = Word("route_" & route)
    If route = "command" Then
        ThroughCommand action, file
    ElseIf CStr(ControlCell("message").Value) = "" Then
        Tell Word("no_answer")
    Else
        Tell CStr(ControlCell("message").Value)
    End If
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' Whether the add-in took the action: one that is blocked raises an error before Python starts.
Private Function ThroughXlwings(ByVal action As String) As Boolean
    On Error GoTo Blocked
    ThisWorkbook.Activate
    Application.Run "'" & ADD_IN & "'!RunPython", "from toolkit.excel.buttons import press; press('" & action & "')"
    ThroughXlwings = True
Blocked:
End Function

Private Sub ThroughCommand(ByVal action As String, ByVal file As String)
    Dim code As Long
    If Left(action, 5) = "book-" And action <> "book-check" Then
        Tell Word("needs_xlwings")
        Exit Sub
    End If
    Application.StatusBar = Word("working")
    code = RunIta(Array("macros", "answer", action, "--office", ThisWorkbook.Path, _
        "--month", CStr(ControlCell("month").Value), "--report", CStr(ControlCell("report").Value), _
        "--file", file, "--to", OfficePath(ANSWER_FILE)))
    Application.StatusBar = False
    If code = 0 Or code = 1 Then
        ShowAnswer OfficePath(ANSWER_FILE)
    ElseIf code < 0 Then
        Tell WordWith("no_python", CStr(ControlCell("program").Value))
    Else
        Tell WordWith("command_failed", CStr(code))
    End If
End Sub

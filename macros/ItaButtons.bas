Attribute VB_Name = "ItaButtons"
' The buttons for the whole office, which need ita. Each has its error handler: nobody meets a debugger.
Option Explicit

Public Sub CheckOffice()
    On Error GoTo Failed
    Begin
    If IsReady() Then AskIta "check", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub DistributeWorkbooks()
    On Error GoTo Failed
    Begin
    If IsReady() Then AskIta "distribute", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub RollUpMonth()
    On Error GoTo Failed
    Begin
    If IsReady() Then AskIta "rollup", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub ShowStatus()
    On Error GoTo Failed
    Begin
    If IsReady() Then AskIta "status", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub FillReport()
    On Error GoTo Failed
    Begin
    If IsReady() Then AskIta "report", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

Public Sub MakePdfs()
    On Error GoTo Failed
    Begin
    If IsReady() Then AskIta "pdf", Nothing
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

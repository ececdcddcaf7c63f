Attribute VB_Name = "ItaCommand"
' Starting the command ita: the one module that differs between Windows and macOS.
Option Explicit

' Run ita with arguments and wait; its exit code, or -1 where it cannot be started.
Public Function RunIta(ByVal arguments As Variant) As Long
    On Error GoTo Missing
#If Mac Then
    RunIta = CLng(AppleScriptTask("ita-control.applescript", "press", Join(arguments, vbLf)))
#Else
    Dim typed As String
    Dim each_one As Variant
    typed = Quoted(CStr(ControlCell("program").Value))
    For Each each_one In arguments
        typed = typed & " " & Quoted(CStr(each_one))
    Next each_one
    RunIta = CreateObject("WScript.Shell").Run(typed, 0, True)
#End If
    Exit Function
Missing:
    RunIta = -1
End Function

' One argument of a command line on Windows; a backslash before the closing quote would escape it.
Public Function Quoted(ByVal text As String) As String
    text = Replace(text, """", "")
    If Right(text, 1) = "\" Then text = text & "."
    Quoted = """" & text & """"
End Function

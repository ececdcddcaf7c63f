Attribute VB_Name = "ItaSystem"
' All that reaches outside of Excel, and all that differs between Windows and macOS: starting ita, the place of
' its answer, names of files, message boxes, printer, folders.
Option Explicit

Private Const MAC_SCRIPT As String = "ita-control.applescript"
Private Const LONGEST_BOX As Long = 900
Private Const PDF_TYPE As Long = 0
Private Const CANNOT_START As Long = -1
Private Const HAS_PERCENT As Long = -2

' Run ita with arguments, unseen, and wait; its exit code, -1 where it cannot be started, -2 where an
' argument holds the name of a Windows setting such as %TEMP%, which Windows would replace.
Public Function RunIta(ByVal arguments As Variant) As Long
    On Error GoTo Missing
#If Mac Then
    RunIta = CLng(AppleScriptTask(MAC_SCRIPT, "press", Join(arguments, vbLf)))
#Else
    Dim starter As Object
    Dim typed As String
    Dim each_one As Variant
    typed = Quoted(ProgramPath())
    For Each each_one In arguments
        typed = typed & " " & Quoted(CStr(each_one))
    Next each_one
    Set starter = CreateObject("WScript.Shell")
    If starter.ExpandEnvironmentStrings(typed) = typed Then
        RunIta = starter.Run(typed, 0, True)
    Else
        RunIta = HAS_PERCENT
    End If
#End If
    Exit Function
Missing:
    RunIta = CANNOT_START
End Function

' Where ita lies: as it is noted, where it is there; else in a bundle beside the workbook or above it (another
' PC, another letter of a USB stick) or where programs of one user lie; else as it is noted.
Public Function ProgramPath() As String
    Dim noted As String
    noted = ControlText("program")
    ProgramPath = noted
#If Mac Then
#Else
    On Error GoTo Missing
    Dim files As Object
    Dim place As Variant
    Dim found As String
    Set files = CreateObject("Scripting.FileSystemObject")
    If InStr(noted, "\") > 0 And files.FileExists(noted) Then Exit Function
    For Each place In Array(ThisWorkbook.Path, files.GetParentFolderName(ThisWorkbook.Path), _
            CreateObject("WScript.Shell").ExpandEnvironmentStrings("%LOCALAPPDATA%"))
        found = BundleIn(files, CStr(place))
        If found <> "" Then
            ProgramPath = found
            Exit Function
        End If
    Next place
#End If
Missing:
End Function

' The program of a bundle that lies in a folder or was unpacked there; blank for none.
Private Function BundleIn(ByVal files As Object, ByVal folder As String) As String
    Dim below As Object
    On Error GoTo Missing
    If folder = "" Or Not files.FolderExists(folder) Then Exit Function
    If files.FileExists(files.BuildPath(folder, "ita.exe")) Then
        BundleIn = files.BuildPath(folder, "ita.exe")
        Exit Function
    End If
    For Each below In files.GetFolder(folder).SubFolders
        If LCase(Left(below.Name, 3)) = "ita" And files.FileExists(files.BuildPath(below.Path, "ita.exe")) Then
            BundleIn = files.BuildPath(below.Path, "ita.exe")
        End If
    Next below
Missing:
End Function

' A new file for an answer, outside the office folder; blank where ita cannot be started either.
Public Function AnswerFile() As String
    Dim folder As String
    On Error GoTo Missing
#If Mac Then
    folder = AppleScriptTask(MAC_SCRIPT, "place", "")
#Else
    folder = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%TEMP%") & "\"
#End If
    AnswerFile = folder & "ita-answer-" & CLng(Date) & "-" & CLng(Timer * 100) & ".xlsx"
Missing:
End Function

' Remove an answer that was shown; one that cannot be removed stays in the temporary folder.
Public Sub RemoveAnswer(ByVal path As String)
    On Error Resume Next
#If Mac Then
    Kill path
#Else
    CreateObject("Scripting.FileSystemObject").DeleteFile path
#End If
End Sub

' The names of the files in a folder, one on each line. Dir of Windows knows no Thai where Thai is not the
' language of the system.
Public Function FileNames(ByVal folder As String) As String
    On Error GoTo Plain
#If Mac Then
    FileNames = NamesByDir(folder)
#Else
    Dim each_file As Variant
    Dim names As String
    For Each each_file In CreateObject("Scripting.FileSystemObject").GetFolder(folder).Files
        names = names & each_file.Name & vbLf
    Next each_file
    FileNames = names
#End If
    Exit Function
Plain:
    FileNames = NamesByDir(folder)
End Function

Private Function NamesByDir(ByVal folder As String) As String
    Dim names As String
    Dim found As String
    On Error GoTo Missing
    found = Dir(folder & Application.PathSeparator)
    Do While found <> ""
        names = names & found & vbLf
        found = Dir()
    Loop
    NamesByDir = names
Missing:
End Function

' A message box, shortened to what one holds. That of VBA shows Thai as question marks where Thai is not the
' language of Windows; that of Windows Script does not.
Public Sub ShowBox(ByVal text As String, ByVal title As String)
    On Error GoTo Plain
    If Len(text) > LONGEST_BOX Then text = Left(text, LONGEST_BOX) & vbLf & "..."
#If Mac Then
#Else
    If StrConv(StrConv(text, vbFromUnicode), vbUnicode) <> text Then
        CreateObject("WScript.Shell").Popup text, 0, title, vbInformation + vbSystemModal
        Exit Sub
    End If
#End If
Plain:
    MsgBox text, vbInformation, title
End Sub

' Print a part of a sheet; Excel shows it before it prints.
Public Sub PrintPart(ByVal part As Object)
    On Error GoTo Failed
    part.PrintOut Preview:=True
    Exit Sub
Failed:
    Tell WordWith("not_printed", Err.Description)
End Sub

' Print a workbook to a PDF and tell where it lies.
Public Sub PrintToPdf(ByVal book As Object, ByVal target As String)
    On Error GoTo Failed
    book.ExportAsFixedFormat PDF_TYPE, target
    Tell WordWith("pdf_made", target)
    Exit Sub
Failed:
    Tell WordWith("pdf_failed", target)
End Sub

' Open a folder or a file that is no workbook with the program that it belongs to.
Public Sub OpenOutside(ByVal path As String)
    On Error GoTo Failed
    ThisWorkbook.FollowHyperlink path
    Exit Sub
Failed:
    Tell WordWith("not_opened", path)
End Sub

' One argument of a command line on Windows; a backslash before the closing quote would escape it.
Public Function Quoted(ByVal text As String) As String
    text = Replace(text, """", "")
    If Right(text, 1) = "\" Then text = text & "."
    Quoted = """" & text & """"
End Function

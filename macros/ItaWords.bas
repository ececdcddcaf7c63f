Attribute VB_Name = "ItaWords"
' What every macro needs: Thai words by key, cells of the control sheet, and one way of telling.
' Source is plain ASCII: every Thai word stands on the sheet _words, key in column A, text in column B.
Option Explicit

Private Const ERROR_HANDLER As Long = 2
Private Const ESCAPE_PRESSED As Long = 18

' The text of a key with %1 replaced.
Public Function WordWith(ByVal key As String, ByVal value As String) As String
    WordWith = Replace(Word(key), "%1", value)
End Function

' The text of a key; blank for a key that is not there.
Public Function Word(ByVal key As String) As String
    Dim row As Long
    Dim words As Object
    Set words = ThisWorkbook.Worksheets("_words")
    row = 1
    Do While CStr(words.Cells(row, 1).Value) <> ""
        If CStr(words.Cells(row, 1).Value) = key Then
            Word = CStr(words.Cells(row, 2).Value)
            Exit Function
        End If
        row = row + 1
    Loop
End Function

' A cell of the control sheet by what it holds: month, report, message, program.
Public Function ControlCell(ByVal holds As String) As Object
    Set ControlCell = ThisWorkbook.Worksheets(Word("sheet_control")).Range(Word("cell_" & holds))
End Function

' What was typed into such a cell, on one line.
Public Function ControlText(ByVal holds As String) As String
    ControlText = Replace(Replace(CStr(ControlCell(holds).Value), vbCr, " "), vbLf, " ")
End Function

' What every button does first: Esc becomes an error that its handler tells, and no stop in the debugger.
Public Sub Begin()
    On Error GoTo Failed
    Application.EnableCancelKey = ERROR_HANDLER
Failed:
End Sub

' Show a message on the control sheet, where it stays, and in a box.
Public Sub Tell(ByVal text As String)
    On Error GoTo Failed
    If Not ThisWorkbook.Worksheets(Word("sheet_control")).ProtectContents Then
        ControlCell("message").Value = text
    End If
Failed:
    ShowBox text, Word("title")
End Sub

' What every entry point says when something went wrong that has no words of its own.
Public Sub TellFailure(ByVal code As Long, ByVal description As String)
    On Error GoTo Failed
    Application.StatusBar = False
    If code = ESCAPE_PRESSED Then
        Tell Word("stopped")
    Else
        Tell WordWith("failed", CStr(code) & " " & description)
    End If
    Exit Sub
Failed:
    MsgBox CStr(code) & " " & description
End Sub

' Why a workbook of this folder cannot be worked with, and what to do; blank where it can.
Public Function FolderFault(ByVal path As String) As String
    If path = "" Then
        FolderFault = Word("unsaved")
    ElseIf LCase(Left(path, 4)) = "http" Then
        FolderFault = WordWith("web_path", path)
    End If
End Function

' Why the sheets of the control workbook cannot be written to, and what to do; blank where they can.
Public Function ProtectionFault() As String
    Dim sheet As Object
    For Each sheet In ThisWorkbook.Worksheets
        If sheet.ProtectContents Then
            ProtectionFault = WordWith("protected", sheet.Name)
            Exit Function
        End If
    Next sheet
End Function

' Whether the control workbook lies in a folder; says what to do where it does not.
Public Function HasFolder() As Boolean
    Dim fault As String
    fault = FolderFault(ThisWorkbook.Path)
    If fault <> "" Then Tell fault
    HasFolder = fault = ""
End Function

' Whether the control workbook can be worked with; says what to do where it cannot.
Public Function IsReady() As Boolean
    Dim fault As String
    If Not HasFolder() Then Exit Function
    fault = ProtectionFault()
    If fault <> "" Then Tell fault
    IsReady = fault = ""
End Function

' A path below the office folder; the parts are given with "/".
Public Function OfficePath(ByVal parts As String) As String
    Dim separator As String
    separator = Application.PathSeparator
    OfficePath = ThisWorkbook.Path & separator & Replace(parts, "/", separator)
End Function

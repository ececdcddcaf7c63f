Attribute VB_Name = "ItaWords"
' What every macro needs: Thai words by key, cells of the control sheet, and one way of telling.
' Source is plain ASCII: every Thai word stands on the sheet _words, key in column A, text in column B.
Option Explicit

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

' A cell of the control sheet by what it holds: month, report, message, route, program.
Public Function ControlCell(ByVal holds As String) As Object
    Set ControlCell = ThisWorkbook.Worksheets(Word("sheet_control")).Range(Word("cell_" & holds))
End Function

' Show a message on the control sheet and, unless the word "quiet" is set, in a box.
Public Sub Tell(ByVal text As String)
    On Error GoTo Failed
    If Not ThisWorkbook.Worksheets(Word("sheet_control")).ProtectContents Then
        ControlCell("message").Value = text
    End If
Failed:
    If Word("quiet") = "" Then MsgBox text, vbInformation, Word("title")
End Sub

' What every entry point says when something went wrong that has no words of its own.
Public Sub TellFailure(ByVal number As Long, ByVal description As String)
    On Error GoTo Failed
    Tell WordWith("failed", CStr(number) & " " & description)
    Exit Sub
Failed:
    MsgBox CStr(number) & " " & description
End Sub

' Whether the control workbook can be worked with; says what to do where it cannot.
Public Function IsReady() As Boolean
    Dim sheet As Object
    If ThisWorkbook.Path = "" Then
        Tell Word("unsaved")
    ElseIf IsOnTheWeb(ThisWorkbook.Path) Then
        Tell WordWith("web_path", ThisWorkbook.Path)
    Else
        For Each sheet In ThisWorkbook.Worksheets
            If sheet.ProtectContents Then
                Tell WordWith("protected", sheet.Name)
                Exit Function
            End If
        Next sheet
        IsReady = True
    End If
End Function

' Whether a folder is an address and not a folder of this machine, as OneDrive gives it.
Public Function IsOnTheWeb(ByVal path As String) As Boolean
    IsOnTheWeb = LCase(Left(path, 4)) = "http"
End Function

' A path below the office folder; the parts are given with "/".
Public Function OfficePath(ByVal parts As String) As String
    Dim separator As String
    separator = Application.PathSeparator
    OfficePath = ThisWorkbook.Path & separator & Replace(parts, "/", separator)
End Function

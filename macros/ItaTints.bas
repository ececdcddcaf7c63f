Attribute VB_Name = "ItaTints"
' Tinting the cells of a checked workbook. The sheet _before keeps what each cell had, in rows of workbook,
' sheet, cell, tint, fill before; the next check of that workbook puts it back.
Option Explicit

Private Const NO_FILL As Long = -4142
Private Const NO_FILL_WORD As String = "none"

' Tint cells; a row of tints is sheet, cell, colour as #RRGGBB. Gives what to tell.
Public Function TintBook(ByVal book As Object, ByVal tints As Object) As String
    Dim row As Long
    Dim count As Long
    Dim sheetName As String
    Dim address As String
    Dim colour As String
    Dim before As String
    Dim refused As String
    PutBack book
    row = 1
    Do While CStr(tints.Cells(row, 1).Value) <> ""
        sheetName = CStr(tints.Cells(row, 1).Value)
        address = CStr(tints.Cells(row, 2).Value)
        colour = CStr(tints.Cells(row, 3).Value)
        before = Tint(SheetOf(book, sheetName), address, colour)
        If before <> "" Then
            count = count + 1
            Remember Array(FullPath(book), sheetName, address, colour, before)
        ElseIf InStr(refused & ",", " " & sheetName & ",") = 0 Then
            refused = refused & ", " & sheetName
        End If
        row = row + 1
    Loop
    If row = 1 Then
        TintBook = Word("no_tints")
    Else
        TintBook = WordWith("tinted", CStr(count))
    End If
    If refused <> "" Then TintBook = TintBook & vbLf & WordWith("not_tinted", Mid(refused, 3))
End Function

' Tint a cell; the fill that it had, blank where the sheet does not allow it.
Private Function Tint(ByVal sheet As Object, ByVal address As String, ByVal colour As String) As String
    Dim before As String
    On Error GoTo Refused
    If sheet.ProtectContents Then
        If Not sheet.Protection.AllowFormattingCells Then Exit Function
    End If
    before = FillOf(sheet.Range(address))
    Fill sheet.Range(address), colour
    Tint = before
Refused:
End Function

' Put back what the cells had that the last check of a workbook tinted and nobody has coloured since.
Private Sub PutBack(ByVal book As Object)
    Dim memory As Object
    Dim row As Long
    Set memory = ThisWorkbook.Worksheets("_before")
    row = 1
    Do While CStr(memory.Cells(row, 1).Value) <> ""
        If CStr(memory.Cells(row, 1).Value) = FullPath(book) Then
            PutBackCell SheetOf(book, CStr(memory.Cells(row, 2).Value)), memory, row
            memory.Rows(row).Delete
        Else
            row = row + 1
        End If
    Loop
End Sub

Private Sub PutBackCell(ByVal sheet As Object, ByVal memory As Object, ByVal row As Long)
    On Error GoTo Refused
    If FillOf(sheet.Range(CStr(memory.Cells(row, 3).Value))) = CStr(memory.Cells(row, 4).Value) Then
        Fill sheet.Range(CStr(memory.Cells(row, 3).Value)), CStr(memory.Cells(row, 5).Value)
    End If
Refused:
End Sub

Private Sub Remember(ByVal values As Variant)
    Dim memory As Object
    Dim row As Long
    Dim column As Long
    Set memory = ThisWorkbook.Worksheets("_before")
    row = 1
    Do While CStr(memory.Cells(row, 1).Value) <> ""
        row = row + 1
    Loop
    For column = 0 To 4
        memory.Cells(row, column + 1).NumberFormat = "@"
        memory.Cells(row, column + 1).Value = values(column)
    Next column
End Sub

' The fill of a cell as #RRGGBB, or "none".
Private Function FillOf(ByVal cell As Object) As String
    Dim mixed As Long
    If cell.Interior.ColorIndex = NO_FILL Then
        FillOf = NO_FILL_WORD
    Else
        mixed = cell.Interior.Color
        FillOf = "#" & TwoDigits(mixed Mod 256) & TwoDigits((mixed \ 256) Mod 256) & TwoDigits(mixed \ 65536)
    End If
End Function

Private Sub Fill(ByVal cell As Object, ByVal colour As String)
    If colour = NO_FILL_WORD Then
        cell.Interior.ColorIndex = NO_FILL
    Else
        cell.Interior.Color = RGB(CLng("&H" & Mid(colour, 2, 2)), CLng("&H" & Mid(colour, 4, 2)), _
            CLng("&H" & Mid(colour, 6, 2)))
    End If
End Sub

Private Function TwoDigits(ByVal value As Long) As String
    TwoDigits = Right("0" & Hex(value), 2)
End Function

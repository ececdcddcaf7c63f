Attribute VB_Name = "ItaBooks"
' The one workbook that is open beside ours: check it, print it to PDF, compare its row heights.
Option Explicit

Private Const VISIBLE_SHEET As Long = -1
Private Const FIRST_DIFFERENCE As Long = 4
Private Const SAME_HEIGHT As Double = 0.5

' Have the open workbook checked: its findings are listed, its cells are tinted.
Public Sub CheckOpenBook()
    Dim book As Object
    On Error GoTo Failed
    Begin
    Set book = OtherBook()
    If Not book Is Nothing Then AskIta "book-check", book
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' Print the open workbook to a PDF.
Public Sub PrintOpenBook()
    Dim book As Object
    On Error GoTo Failed
    Begin
    Set book = OtherBook()
    If Not book Is Nothing Then PrintToPdf book, PdfOf(book)
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' The PDF of a workbook, beside it. Nothing is put into the inbox and the archive: theirs go to the reports.
Private Function PdfOf(ByVal book As Object) As String
    PdfOf = FullPath(book)
    If IsBelow(PdfOf, OfficePath("inbox/")) Or IsBelow(PdfOf, OfficePath("archive/")) Then
        PdfOf = OfficePath("reports/" & book.Name)
    End If
    PdfOf = Left(PdfOf, InStrRev(PdfOf, ".")) & "pdf"
End Function

Private Function IsBelow(ByVal path As String, ByVal folder As String) As Boolean
    IsBelow = LCase(Left(path, Len(folder))) = LCase(folder)
End Function

' List the rows of the open workbook that AutoFit would give another height, the greatest lack first.
Public Sub CompareHeights()
    Dim book As Object
    Dim sheet As Object
    Dim ours As Object
    Dim title As String
    Dim refused As String
    Dim row As Long
    On Error GoTo Failed
    Begin
    Set book = OtherBook()
    If book Is Nothing Then Exit Sub
    Set ours = SheetOf(ThisWorkbook, Word("sheet_heights"))
    ours.Cells.ClearContents
    row = FIRST_DIFFERENCE
    For Each sheet In book.Worksheets
        If sheet.Visible = VISIBLE_SHEET Then
            If IsLocked(sheet) Then
                refused = refused & ", " & sheet.Name
            Else
                row = row + ListHeights(sheet, ours, row)
            End If
        End If
    Next sheet
    book.Saved = True
    title = HeightsTitle(book.Name, ours, row)
    If refused <> "" Then title = title & vbLf & WordWith("not_measured", Mid(refused, 3))
    ours.Cells(1, 1).Value = title
    Tell title
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' Whether the heights of a sheet's rows may not be changed.
Private Function IsLocked(ByVal sheet As Object) As Boolean
    On Error GoTo Unknown
    IsLocked = sheet.ProtectContents
    If IsLocked Then IsLocked = Not sheet.Protection.AllowFormattingRows
Unknown:
End Function

' Write the rows of a sheet that differ below a row of ours; how many there are. Rows are fitted one by one,
' since AutoFit of many would show the hidden ones. Each gets its own height back. AutoFit overlooks merged
' cells, so rows that hold some are higher than it wants.
Private Function ListHeights(ByVal sheet As Object, ByVal ours As Object, ByVal top As Long) As Long
    Dim row As Long
    Dim last As Long
    Dim height As Double
    Dim fitted As Double
    last = sheet.UsedRange.Row + sheet.UsedRange.Rows.Count - 1
    For row = 1 To last
        If Not sheet.Rows(row).Hidden Then
            height = sheet.Rows(row).RowHeight
            sheet.Rows(row).AutoFit
            fitted = sheet.Rows(row).RowHeight
            sheet.Rows(row).RowHeight = height
            If Abs(height - fitted) > SAME_HEIGHT Then
                ours.Cells(top + ListHeights, 1).NumberFormat = "@"
                ours.Cells(top + ListHeights, 1).Value = sheet.Name
                ours.Cells(top + ListHeights, 2).Value = row
                ours.Cells(top + ListHeights, 3).Value = Round(height, 2)
                ours.Cells(top + ListHeights, 4).Value = Round(fitted, 2)
                ours.Cells(top + ListHeights, 5).Value = Round(height - fitted, 2)
                ListHeights = ListHeights + 1
            End If
        End If
    Next row
End Function

' Sort what was listed above a row, put the headings over it, and say how much there is.
Private Function HeightsTitle(ByVal file As String, ByVal ours As Object, ByVal below As Long) As String
    Dim headings As Variant
    Dim listed As Object
    Dim column As Long
    Dim row As Long
    Dim low As Long
    headings = Split(Word("heights_headings"), vbLf)
    For column = 0 To UBound(headings)
        ours.Cells(FIRST_DIFFERENCE - 1, column + 1).Value = headings(column)
    Next column
    For row = FIRST_DIFFERENCE To below - 1
        If ours.Cells(row, 5).Value < 0 Then low = low + 1
    Next row
    If below > FIRST_DIFFERENCE Then
        Set listed = ours.Range(ours.Cells(FIRST_DIFFERENCE, 1), ours.Cells(below - 1, 5))
        listed.Sort ours.Cells(FIRST_DIFFERENCE, 5)
    End If
    HeightsTitle = WordWith("heights_compared", file)
    HeightsTitle = Replace(Replace(HeightsTitle, "%2", CStr(below - FIRST_DIFFERENCE)), "%3", CStr(low))
End Function

' The one saved workbook that is open beside ours; says what to do where there is none, or several.
Private Function OtherBook() As Object
    Dim book As Object
    Dim found As Object
    Dim names As String
    Dim count As Long
    If Not IsReady() Then Exit Function
    For Each book In Workbooks
        If book.Name <> ThisWorkbook.Name And LCase(Left(book.Name, 9)) <> "personal." Then
            count = count + 1
            names = names & vbLf & book.Name
            Set found = book
        End If
    Next book
    If count = 0 Then
        Tell Word("no_book")
    ElseIf count > 1 Then
        Tell WordWith("two_books", names)
    ElseIf found.Path <> "" And FolderFault(found.Path) <> "" Then
        Tell FolderFault(found.Path)
    ElseIf found.Path = "" Or Not (found.Saved Or IsReadOnly(found)) Then
        Tell WordWith("save_first", found.Name)
    Else
        Set OtherBook = found
    End If
End Function

' Whether a workbook was opened to read only; what cannot be saved need not be.
Private Function IsReadOnly(ByVal book As Object) As Boolean
    On Error GoTo Unknown
    IsReadOnly = book.ReadOnly
Unknown:
End Function

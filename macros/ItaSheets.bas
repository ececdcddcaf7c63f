Attribute VB_Name = "ItaSheets"
' Sheets of this workbook and of others, without Python: refresh, jump to a finding, print.
Option Explicit

Private Const FIRST_FINDING As Long = 4

' A sheet of a workbook by its name; Nothing where there is none.
Public Function SheetOf(ByVal book As Object, ByVal sheetName As String) As Object
    Dim sheet As Object
    For Each sheet In book.Worksheets
        If sheet.Name = sheetName Then
            Set SheetOf = sheet
            Exit Function
        End If
    Next sheet
End Function

' Fill each sheet of ours that has the name of one in a workbook; how many there were.
Public Function TakeSheets(ByVal source As Object) As Long
    Dim sheet As Object
    Dim ours As Object
    Dim taken As Long
    For Each sheet In source.Worksheets
        Set ours = SheetOf(ThisWorkbook, sheet.Name)
        If Not ours Is Nothing And Left(sheet.Name, 1) <> "_" Then
            TakeSheet sheet, ours
            taken = taken + 1
        End If
    Next sheet
    TakeSheets = taken
End Function

' A text becomes a text cell before it is assigned: 1.10 would turn into a number, "-" into a formula.
' Text cells of more than 255 letters are shown as ### by some versions of Excel, so longer texts are not.
Private Sub TakeSheet(ByVal sheet As Object, ByVal ours As Object)
    Dim cell As Object
    Dim target As Object
    ours.Cells.ClearContents
    ours.Cells.NumberFormat = "General"
    For Each cell In sheet.UsedRange.Cells
        If Not IsEmpty(cell.Value) Then
            Set target = ours.Cells(cell.Row, cell.Column)
            If VarType(cell.Value) = vbString Then
                If Len(cell.Value) <= 255 Or InStr("=+-@", Left(cell.Value, 1)) > 0 Then target.NumberFormat = "@"
            End If
            target.Value = cell.Value
        End If
    Next cell
    ours.UsedRange.Rows.AutoFit
End Sub

' The file name of the newest roll-up in the reports folder; blank where there is none.
Public Function NewestRollUp() As String
    Dim found As String
    Dim newest As String
    found = Dir(OfficePath("reports/rollup-*.xlsx"))
    Do While found <> ""
        If found > newest Then newest = found
        found = Dir()
    Loop
    NewestRollUp = newest
End Function

' Show the figures of the newest roll-up on our sheets.
Public Sub RefreshSheets()
    Dim source As Object
    Dim found As String
    Dim taken As Long
    On Error GoTo Failed
    If Not IsReady() Then Exit Sub
    found = NewestRollUp()
    If found = "" Then
        Tell Word("no_rollup")
        Exit Sub
    End If
    Set source = Workbooks.Open(OfficePath("reports/" & found), False, True)
    taken = TakeSheets(source)
    source.Close False
    Set source = Nothing
    If taken = 0 Then
        Tell WordWith("no_figures", found)
    Else
        Tell WordWith("refreshed", found)
    End If
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
    If Not source Is Nothing Then CloseQuietly source
End Sub

' Close a workbook without saving, whatever it says.
Public Sub CloseQuietly(ByVal book As Object)
    On Error Resume Next
    book.Close False
End Sub

' The workbook that a path names, below the office folder or as a whole: the open one, or opened now.
' What divisions sent is opened to read only. Raises an error where another workbook of that name is open: Excel holds only one of a name.
Public Function OpenBook(ByVal parts As String) As Object
    Dim book As Object
    Dim whole As String
    Dim found As String
    whole = parts
    If Left(parts, 1) <> "/" And InStr(parts, ":") = 0 Then whole = OfficePath(parts)
    found = LCase(Mid(parts, InStrRev(Replace(parts, "\", "/"), "/") + 1))
    For Each book In Workbooks
        If LCase(book.Name) = found Then
            If LCase(book.FullName) <> LCase(whole) Then Err.Raise 1004, , WordWith("same_name", book.Name)
            Set OpenBook = book
            Exit Function
        End If
    Next book
    Set OpenBook = Workbooks.Open(whole, False, Left(parts, 6) = "inbox/" Or Left(parts, 8) = "archive/")
End Function

' The sheet that a row of the findings is about, its workbook opened; Nothing for a row without a file.
Public Function FindingSheet(ByVal row As Long) As Object
    Dim findings As Object
    Dim book As Object
    Dim sheet As Object
    Set findings = SheetOf(ThisWorkbook, Word("sheet_findings"))
    If row < FIRST_FINDING Or CStr(findings.Cells(row, 2).Value) = "" Then Exit Function
    Set book = OpenBook(CStr(findings.Cells(row, 2).Value))
    book.Activate
    Set sheet = SheetOf(book, CStr(findings.Cells(row, 3).Value))
    If sheet Is Nothing Then Set sheet = book.Worksheets(1)
    Set FindingSheet = sheet
End Function

' The first cell that a row of the findings names: "F7, F9" gives F7; A1 where it names none.
Public Function FindingAddress(ByVal row As Long) As String
    Dim address As String
    address = CStr(SheetOf(ThisWorkbook, Word("sheet_findings")).Cells(row, 4).Value)
    address = Trim(Split(Replace(address, ",", " ") & " ", " ")(0))
    If address = "" Then address = "A1"
    FindingAddress = address
End Function

' Open the workbook of the finding in the row of the cursor and go to its cell.
Public Sub JumpToFinding()
    Dim sheet As Object
    Dim row As Long
    On Error GoTo Failed
    If ActiveSheet.Name = Word("sheet_findings") Then
        row = ActiveCell.Row
        Set sheet = FindingSheet(row)
    End If
    If sheet Is Nothing Then
        Tell Word("choose_finding")
        Exit Sub
    End If
    sheet.Activate
    sheet.Range(FindingAddress(row)).Select
    Exit Sub
Failed:
    Tell WordWith("finding_not_there", Err.Description)
End Sub

' The part of the active sheet that would be printed: the selection, or all that is used.
Public Function AddressToPrint() As String
    AddressToPrint = ActiveSheet.UsedRange.Address
    If TypeName(Selection) = "Range" Then
        If Selection.Cells.Count > 1 Then AddressToPrint = Selection.Address
    End If
End Function

' Print what is selected on a sheet of results; the program shows it before it prints.
Public Sub PrintSelected()
    On Error GoTo Failed
    If ActiveSheet.Name = Word("sheet_control") Then
        Tell Word("choose_part")
    Else
        ActiveSheet.Range(AddressToPrint()).PrintOut Preview:=True
    End If
    Exit Sub
Failed:
    Tell WordWith("not_printed", Err.Description)
End Sub

' Open the office folder.
Public Sub OpenFolder()
    On Error GoTo Failed
    If IsReady() Then ThisWorkbook.FollowHyperlink ThisWorkbook.Path
    Exit Sub
Failed:
    Tell WordWith("folder_not_opened", ThisWorkbook.Path)
End Sub

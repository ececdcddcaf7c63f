Attribute VB_Name = "ItaSheets"
' Sheets of this workbook and of others, without Python: refresh, jump to a finding, print.
Option Explicit

Private Const FIRST_FINDING As Long = 4
Private Const LONGEST_TEXT As Long = 255

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
' Text cells of more than 255 letters are shown as ### by some versions of Excel, so longer texts are none.
Private Sub TakeSheet(ByVal sheet As Object, ByVal ours As Object)
    Dim cell As Object
    Dim target As Object
    ours.Cells.ClearContents
    ours.Cells.NumberFormat = "General"
    For Each cell In sheet.UsedRange.Cells
        If Not IsEmpty(cell.Value) Then
            Set target = ours.Cells(cell.Row, cell.Column)
            If VarType(cell.Value) = vbString Then
                If Len(cell.Value) <= LONGEST_TEXT Or InStr("=+-@", Left(cell.Value, 1)) > 0 Then
                    target.NumberFormat = "@"
                End If
            End If
            target.Value = cell.Value
        End If
    Next cell
    ours.UsedRange.Rows.AutoFit
End Sub

' The file name of the newest roll-up in the reports folder; blank where there is none.
Public Function NewestRollUp() As String
    Dim found As Variant
    Dim newest As String
    For Each found In Split(FileNames(OfficePath("reports")), vbLf)
        If found Like "rollup-####-##.xlsx" And found > newest Then newest = found
    Next found
    NewestRollUp = newest
End Function

' Show the figures of the newest roll-up on our sheets. One that is open already stays open.
Public Sub RefreshSheets()
    Dim source As Object
    Dim found As String
    Dim taken As Long
    Dim open_before As Long
    On Error GoTo Failed
    Begin
    If Not IsReady() Then Exit Sub
    found = NewestRollUp()
    If found = "" Then
        Tell Word("no_rollup")
        Exit Sub
    End If
    open_before = Workbooks.Count
    Set source = OpenBook("reports/" & found)
    taken = TakeSheets(source)
    If Workbooks.Count > open_before Then source.Close False
    Set source = Nothing
    If taken = 0 Then
        Tell WordWith("no_figures", found)
    Else
        Tell WordWith("refreshed", found)
    End If
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
    If Not source Is Nothing And Workbooks.Count > open_before Then CloseQuietly source
End Sub

' Close a workbook without saving, whatever it says.
Public Sub CloseQuietly(ByVal book As Object)
    On Error Resume Next
    book.Close False
End Sub

' Where a workbook lies, its name included; LibreOffice gives the name alone as FullName.
Public Function FullPath(ByVal book As Object) As String
    Dim folder As String
    folder = book.Path
    If Right(folder, 1) <> Application.PathSeparator Then folder = folder & Application.PathSeparator
    FullPath = folder & book.Name
End Function

' Whether a path names its place as a whole: from the root, with a drive, or on another machine (\\server).
Public Function IsWhole(ByVal path As String) As Boolean
    IsWhole = Left(path, 1) = "/" Or Left(path, 2) = "\\" Or InStr(path, ":") > 0
End Function

' The workbook that a path names, below the office folder or as a whole: the open one, or opened now.
' What divisions sent and roll-ups are opened to read only. Raises an error where another workbook of that
' name is open: Excel holds only one of a name.
Public Function OpenBook(ByVal parts As String) As Object
    Dim book As Object
    Dim whole As String
    Dim found As String
    whole = parts
    If Not IsWhole(parts) Then whole = OfficePath(parts)
    found = LCase(Mid(parts, InStrRev(Replace(parts, "\", "/"), "/") + 1))
    For Each book In Workbooks
        If LCase(book.Name) = found Then
            If LCase(FullPath(book)) <> LCase(whole) Then Err.Raise 1004, , WordWith("same_name", book.Name)
            Set OpenBook = book
            Exit Function
        End If
    Next book
    Set OpenBook = Workbooks.Open(whole, False, parts Like "inbox/*" Or parts Like "archive/*" _
        Or parts Like "reports/rollup-*")
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
    Begin
    If Not HasFolder() Then Exit Sub
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
        If Selection.Areas.Count > 1 Or Selection.Rows.Count > 1 Or Selection.Columns.Count > 1 Then
            AddressToPrint = Selection.Address
        End If
    End If
End Function

' Print what is selected on a sheet of results.
Public Sub PrintSelected()
    On Error GoTo Failed
    Begin
    If ActiveSheet.Name = Word("sheet_control") Then
        Tell Word("choose_part")
    Else
        PrintPart ActiveSheet.Range(AddressToPrint())
    End If
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

' Open the office folder.
Public Sub OpenFolder()
    On Error GoTo Failed
    Begin
    If HasFolder() Then OpenOutside ThisWorkbook.Path
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub

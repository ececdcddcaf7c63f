-- Starts the command ita for the control workbook: Excel on macOS may run a program in no other way.
-- The arguments come one on each line. Only "ita macros answer" is ever run.
property program : "ita"

on press(arguments)
	set parts to paragraphs of arguments
	if item 1 of parts is not "macros" or item 2 of parts is not "answer" then return "-1"
	set told to quoted form of program
	repeat with each_part in parts
		set told to told & " " & quoted form of (each_part as text)
	end repeat
	try
		return do shell script told & " >/dev/null 2>&1; echo $?"
	on error
		return "-1"
	end try
end press

-- The folder for answers: the one that Excel on macOS reads without asking.
on place(ignored)
	return (POSIX path of (path to home folder)) & "Library/Containers/com.microsoft.Excel/Data/"
end place

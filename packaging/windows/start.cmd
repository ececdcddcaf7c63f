@echo off
rem Opens the front page of ita-toolkit in the browser. Nothing is installed or written outside the folder ITA.
title ITA
rem Windows 10 and 11 call themselves 10.0; an older one, or one of 32 bits, is shown what to read.
set ITA_VERSION=
for /f "tokens=*" %%v in ('ver') do set ITA_VERSION=%%v
if "%ITA_VERSION:10.0.=%"=="%ITA_VERSION%" goto old
if "%PROCESSOR_ARCHITECTURE%%PROCESSOR_ARCHITEW6432%"=="x86" goto old
"%~dp0program\ita.exe" open
if errorlevel 1 pause
exit /b
:old
echo This program needs Windows 10 or 11 (64-bit). This is %ITA_VERSION%.
for %%f in ("%~dp0*.txt") do type "%%f"
pause
exit /b 1

@echo off
rem Opens the front page of ita-toolkit in the browser. Nothing is installed or written outside the folder ITA.
title ITA
"%~dp0program\ita.exe" open
if errorlevel 1 pause

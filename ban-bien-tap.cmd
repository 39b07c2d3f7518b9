@echo off
rem Mở bàn biên tập bằng cách bấm đúp. Lần đầu cài thư viện vào thư mục .venv, mất vài phút.
chcp 65001 >nul
pushd "%~dp0"
set PYTHONUTF8=1
set NO_MKDOCS_2_WARNING=1
fc /b requirements.txt .venv\.ready >nul 2>&1 || goto install
fc /b requirements-desk.txt .venv\.ready-desk >nul 2>&1 || goto install
:open
.venv\Scripts\python -m report desk %*
echo.
pause
popd
exit /b
:install
echo Đang cài bàn biên tập...
if exist .venv\Scripts\python.exe goto libraries
py -3 -m venv .venv 2>nul || python -m venv .venv 2>nul || goto no_python
:libraries
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt -r requirements-desk.txt || goto no_network
copy /y requirements.txt .venv\.ready >nul
copy /y requirements-desk.txt .venv\.ready-desk >nul
goto open
:no_python
echo Máy này chưa có Python. Cài Python 3.11 trở lên từ https://www.python.org/downloads/
echo rồi bấm đúp tệp này lần nữa.
pause
exit /b 1
:no_network
echo Chưa cài xong thư viện. Kiểm tra mạng rồi bấm đúp tệp này lần nữa.
pause
exit /b 1

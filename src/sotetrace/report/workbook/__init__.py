"""The workbook of `export xlsx`, sheet by sheet, before it is known how a spreadsheet is written."""

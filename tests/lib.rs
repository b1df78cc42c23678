//! Tests only: of both checkers, and of rules that hold across the workbook.

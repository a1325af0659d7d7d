"""Files that officers bring and take along: workbooks and CSV, read at arm's length and written safely."""

"""What the ledgers of one studio show and lack, cell by cell (Art. 6(六)(七), 9–11)."""

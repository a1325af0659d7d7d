"""Documents for paper: what varies is data, so that no name can be markup; set in a process of its own."""

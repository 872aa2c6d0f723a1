"""What people did: event logs joined to a map, asked, and compared with what is drawn."""

"""What only a page needs: its picture in fewer bytes, and what a number opens."""

"""REMEMBERS: the database. SQL lives here and nowhere else."""

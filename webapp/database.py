"""The sessions of requests: Flask-SQLAlchemy over the tables that the whole house shares."""

from flask_sqlalchemy import SQLAlchemy

from processes.records.all import METADATA

db = SQLAlchemy(metadata=METADATA)

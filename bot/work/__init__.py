"""Durable work: whatever was accepted is done, once, also by a process that starts after another has died.

What is to be done lies in SQL, as rows of the inbox, of deliveries and of due times; each handler does one row
in one transaction that marks it done. The durable engine (DBOS) records that a handler was begun, tries again,
and takes up what a dead process has left.
"""

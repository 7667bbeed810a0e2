"""Who may come in: organisations, accounts, sessions, devices and their enrolment.

None of it is synced. What others see of a person is the record ``person``, under the same id.
"""

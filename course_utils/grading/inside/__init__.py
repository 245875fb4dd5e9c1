"""What runs beside a submission, in its process: copied there, never trusted, never imported here.

``child`` runs the cells and the exercises, ``confine`` locks the door behind it, ``standin`` is
what the notebook finds under the name ``course_utils``. None of it knows an answer.
"""

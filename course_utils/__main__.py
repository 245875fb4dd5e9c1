"""``python -m course_utils`` is the command ``course``."""

from course_utils.cli import main

if __name__ == "__main__":
    main()

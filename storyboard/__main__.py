from storyboard.cli import program

program()

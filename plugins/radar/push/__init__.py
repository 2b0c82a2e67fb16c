"""Tell those who asked for it of a day: by e-mail, in chats, through a hub; each day once."""

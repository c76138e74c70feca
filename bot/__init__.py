"""Policy Helpdesk: the conversation, from one message in to the replies out."""

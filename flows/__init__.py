"""When and from where: the night, the command line, settings and the three ways bytes arrive. Only this room knows
the environment, the clock, secrets and Prefect."""

"""The state and the settings of the instance at the desk."""

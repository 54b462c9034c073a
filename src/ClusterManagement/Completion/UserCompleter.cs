namespace ClusterManagement.Commands;

/// <summary>Completes the login names of users.</summary>
public sealed class UserCompleter() : NameCompleter(Nouns.User);

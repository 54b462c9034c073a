namespace ClusterManagement.Engine.Import;

/// <summary>What became of a row of the other database, for the rows that depend on it.</summary>
/// <typeparam name="TEntity">Our row.</typeparam>
/// <param name="Name">Its name there.</param>
/// <param name="Entity">The row it is here: the new one, or the one that was here; null when there is none.</param>
/// <param name="Outcome">What became of it.</param>
internal sealed record Fate<TEntity>(string Name, TEntity? Entity, ImportOutcome Outcome)
    where TEntity : class;

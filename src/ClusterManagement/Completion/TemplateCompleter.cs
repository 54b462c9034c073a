namespace ClusterManagement.Commands;

/// <summary>Completes the names of templates that containers were made from.</summary>
public sealed class TemplateCompleter() : NameCompleter(Nouns.Template);

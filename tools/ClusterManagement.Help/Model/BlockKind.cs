namespace ClusterManagement.Help.Model;

/// <summary>The kinds of blocks that help text is made of.</summary>
internal enum BlockKind
{
    Paragraph,
    Bullet,
    Numbered,
    Code,
}

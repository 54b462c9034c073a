using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;
using ClusterManagement.Validation;

namespace ClusterManagement.Engine.Import;

/// <summary>
/// Groups. Their name is what they are known by, since the two default groups have each other's numbers there. A number that
/// is taken here is replaced.
/// </summary>
/// <param name="plan">What is to be written.</param>
/// <param name="numbers">The numbers of groups.</param>
internal sealed class GroupImport(ImportPlan plan, AccountNumbers numbers) : RowImport<GroupEntity, string>(ImportKind.Group, plan)
{
    private const string NumberColumn = "gidNumber";

    /// <inheritdoc/>
    protected override long? Key(SourceRow row) => row.Key(NumberColumn);

    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => row.Text("cn");

    /// <inheritdoc/>
    protected override GroupEntity Map(SourceRow row, RowNotes notes)
    {
        var name = row.Text("cn");
        return new GroupEntity
        {
            Cn = notes.Keep("cn", name, AccountRules.GroupName(name?.ToLowerInvariant(), "cn")),
            IsAdministrator = row.Flag("isAdmin") ?? false,
        };
    }

    /// <inheritdoc/>
    protected override string Identity(GroupEntity entity) => entity.Cn;

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(GroupEntity here, GroupEntity there) =>
        Compare(Differ("isAdministrator", here.IsAdministrator, there.IsAdministrator));

    /// <inheritdoc/>
    protected override void Reserve(GroupEntity entity, SourceRow row, RowNotes notes)
    {
        var owner = $"group {entity.Cn}";
        var wanted = row.Integer(NumberColumn) ?? 0;
        if (numbers.Conflict(wanted) is not { } conflict)
        {
            entity.GidNumber = wanted;
            numbers.Give(wanted, owner);
            return;
        }

        entity.GidNumber = numbers.GiveNext(owner);
        notes.Adapt($"gidNumber {wanted} {conflict}, so it has {entity.GidNumber}: files of the group keep the former number");
    }

    /// <inheritdoc/>
    protected override string? PresentReason(GroupEntity here, SourceRow row) => row.Key(NumberColumn) == here.GidNumber
        ? null
        : $"its gidNumber is {here.GidNumber} here and {row.Key(NumberColumn)} there; members follow the name";
}

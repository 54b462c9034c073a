using ClusterManagement.Data.Entities;
using ClusterManagement.Engine.Import.Sources;

namespace ClusterManagement.Engine.Import;

/// <summary>
/// Jobs and their history. What has not ended there is cancelled: nobody runs it here. A job is known again by its command and
/// the time it was made.
/// </summary>
/// <param name="plan">What is to be written.</param>
/// <param name="outputs">What jobs have said, by the job's key there.</param>
internal sealed class JobImport(ImportPlan plan, ILookup<long?, SourceRow> outputs) : RowImport<JobEntity, (string Name, DateTime CreatedAt)>(ImportKind.Job, plan)
{
    private const int LongestName = 255;
    private const int LongestMessage = 4096;

    /// <inheritdoc/>
    protected override string? Name(SourceRow row) => $"{row.Text("id")} {row.Text("command")}";

    /// <inheritdoc/>
    protected override JobEntity Map(SourceRow row, RowNotes notes)
    {
        var command = row.Text("command") ?? throw new Refusal("it has no command");
        var job = new JobEntity
        {
            Name = Line("command", command, notes),
            AssociatedResource = row.Text("createdBy") is { } creator ? Line("createdBy", creator, notes) : null,
            CreatedAt = row.Time("createdAt") ?? throw new Refusal("when it was made is not known"),
        };
        (job.Status, var isEnded) = Status(row);
        job.CompletedAt = row.Time("updatedAt") ?? job.CreatedAt;
        AddHistory(job, row, notes);
        if (isEnded) return job;
        notes.Adapt($"it is {row.Text("status")} there, and cancelled here, where nobody runs it");
        job.Statuses.Add(new JobStatusEntity
        {
            Message = $"Cancelled: it was {row.Text("status")} when it was taken over from opensource-server.",
            CreatedAt = job.CompletedAt.Value,
        });
        return job;
    }

    /// <inheritdoc/>
    protected override (string Name, DateTime CreatedAt) Identity(JobEntity entity) => (entity.Name, entity.CreatedAt);

    /// <inheritdoc/>
    protected override IEnumerable<string> Differences(JobEntity here, JobEntity there) => Compare(
        Differ("associatedResource", here.AssociatedResource, there.AssociatedResource),
        Differ("status", here.Status, there.Status));

    private static (JobState Status, bool IsEnded) Status(SourceRow row) => row.Text("status") switch
    {
        "success" => (JobState.Success, true),
        "failure" => (JobState.Failure, true),
        "cancelled" => (JobState.Cancelled, true),
        "pending" or "running" => (JobState.Cancelled, false),
        var other => throw new InvalidValueException("status", other, "pending, running, success, failure or cancelled"),
    };

    private void AddHistory(JobEntity job, SourceRow row, RowNotes notes)
    {
        var changed = 0;
        foreach (var step in outputs[row.Key("id")])
        {
            if (step.Text("output") is not { } output) continue;
            var message = Clean(output, LongestMessage, isLine: false);
            if (message != output) changed++;
            job.Statuses.Add(new JobStatusEntity { Message = message, CreatedAt = step.Time("createdAt") ?? job.CreatedAt });
        }

        if (changed == 0) return;
        notes.Adapt($"{changed} of its messages {(changed == 1 ? "is" : "are")} kept without control characters, and at most {LongestMessage} characters of each");
    }

    private static string Line(string column, string text, RowNotes notes)
    {
        var line = Clean(text, LongestName, isLine: true);
        if (line != text) notes.Adapt($"{column} is kept without control characters, and at most {LongestName} characters of it");
        return line;
    }

    private static string Clean(string text, int longest, bool isLine)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) && (isLine || c is not ('\n' or '\r' or '\t')) ? '\uFFFD' : c));
        return clean.Length <= longest ? clean : clean[..longest];
    }
}

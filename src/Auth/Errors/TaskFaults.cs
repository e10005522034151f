namespace Amplify.Errors;

/// <summary>For work whose waiters may all have given up by the time it fails.</summary>
internal static class TaskFaults
{
    /// <summary>Looks at the task's fault when there is one, so that it does not come back as an unobserved exception.</summary>
    public static TTask Observed<TTask>(this TTask task)
        where TTask : Task
    {
        _ = task.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }
}

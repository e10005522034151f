namespace Amplify.Sessions;

/// <summary>One question to the store: whatever the answer says is as old as this, however late it comes.</summary>
/// <param name="number">Its place among the questions about the same session.</param>
/// <param name="at">When (time stamp) it was asked.</param>
internal readonly struct StoreLook(long number, long at)
{
    public long Number => number;

    public long At => at;
}

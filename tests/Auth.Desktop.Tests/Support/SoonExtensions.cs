namespace Amplify.Tests.Support;

/// <summary>Makes a test that waits for nothing fail, in place of the whole run.</summary>
internal static class SoonExtensions
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(30);

    public static Task Soon(this Task task) => task.WaitAsync(_soon);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(_soon);
}

namespace Amplify.Errors;

/// <summary>When a call may be sent again by itself. An answered challenge and a refresh never are.</summary>
internal enum Repeat
{
    Never = 0,

    /// <summary>When the service has certainly done nothing.</summary>
    WhenNotDone = 1,

    /// <summary>Also when it may have: the call has no effect that a second one could spoil.</summary>
    WhenTransient = 2,
}

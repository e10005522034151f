namespace Amplify.Tests.Model.Devices;

/// <summary>When an engine may send a call again by itself.</summary>
internal enum Repeats
{
    /// <summary>An answered challenge: nobody knows what the second one would do.</summary>
    Never,

    /// <summary>A refresh whose answer was lost on the way: the same token is sent again at once, for there is nothing to lose by it.</summary>
    WhenLost,

    /// <summary>Where the service has certainly not done it.</summary>
    WhenNotDone,

    /// <summary>Where doing it twice is doing it once.</summary>
    Always,
}

namespace Amplify.Tests.Model;

/// <summary>What comes of it when an engine's authenticator asks the person before it.</summary>
internal enum Person
{
    /// <summary>The passkey is made, or used.</summary>
    Agrees,

    /// <summary>The person says no.</summary>
    Cancels,

    /// <summary>The authenticator throws.</summary>
    Fails,

    /// <summary>It answers with something that is no credential at all.</summary>
    Babbles,

    /// <summary>It answers another challenge than it was given, as something that was recorded elsewhere does.</summary>
    Cheats,
}

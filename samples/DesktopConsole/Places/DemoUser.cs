namespace Amplify.Samples;

/// <summary>Somebody to sign in as, made up for an emulator.</summary>
/// <param name="Username">The user name.</param>
/// <param name="Password">The password.</param>
/// <param name="Note">What is special about this user.</param>
internal sealed record DemoUser(string Username, string Password, string Note);

namespace Amplify.Tests.Model;

/// <summary>A step an application holds.</summary>
/// <param name="Kind">The step's name.</param>
/// <param name="User">The name that was typed.</param>
/// <param name="Flow">How the password is proved.</param>
/// <param name="Replace">Whether the sign-in may take the place of another.</param>
/// <param name="Challenge">What it answers at the service: a key of <see cref="ModelState.Challenges"/>; null for the password.</param>
internal sealed record ModelStep(string Kind, string User, SignInFlow Flow, bool Replace, int? Challenge = null)
{
    public const string Password = "Password";

    public ModelStep Next(string kind, int challenge) => this with { Kind = kind, Challenge = challenge };
}

namespace Amplify.Tests.Model;

/// <summary>A step an application holds.</summary>
/// <param name="Kind">The step's name.</param>
/// <param name="User">The name that was typed.</param>
/// <param name="Flow">How the password is proved.</param>
/// <param name="Replace">Whether the sign-in may take the place of another.</param>
/// <param name="Challenge">What it answers at the service: a key of <see cref="ModelState.Challenges"/>; null for the password.</param>
/// <param name="Factor">The kind of password that was chosen as the first factor.</param>
internal sealed record ModelStep(string Kind, string User, SignInFlow Flow, bool Replace, int? Challenge = null, FirstFactor? Factor = null)
{
    public const string Password = "Password";

    public ModelStep Next(Reply reply) => this with { Kind = reply.Asks!.Value.Kind, Challenge = reply.Asks.Value.Challenge, Factor = reply.Factor ?? Factor };

    /// <summary>The same question from the beginning: what was answered at the service is over.</summary>
    public ModelStep Again() => Kind == Password ? this with { Challenge = null } : this;
}

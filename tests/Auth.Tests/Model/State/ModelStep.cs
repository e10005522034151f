using System.Collections.Immutable;

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

    /// <summary>What there was to choose from, of which this was chosen; none where nobody said.</summary>
    public ImmutableList<string> Offered { get; init; } = [];

    /// <summary>Whether something was chosen before, whose session this choice uses.</summary>
    public bool IsSecondChoice { get; init; }

    public ModelStep Next(Reply reply)
    {
        (string kind, int challenge) = reply.Asks!.Value;
        return this with
        {
            Kind = kind,
            Challenge = challenge,
            Factor = reply.Factor ?? Factor,
            IsSecondChoice = reply.IsSecondChoice || (kind == Password && IsSecondChoice),
            Offered = kind switch
            {
                ChooseFirstFactorStep.Kind when !reply.IsSecondChoice => reply.State.Challenges[challenge].Choices,
                ChooseFirstFactorStep.Kind or PasskeyStep.Kind when !reply.IsAnew => Offered,
                _ => [],
            },
        };
    }

    /// <summary>The same question from the beginning: what was answered at the service is over.</summary>
    public ModelStep Again() => Kind == Password ? this with { Challenge = null, IsSecondChoice = false } : this;
}

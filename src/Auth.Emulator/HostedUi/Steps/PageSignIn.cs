using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>Signs users of the pool in on its pages: the rules are those of the API, the end is a browser session.</summary>
internal sealed class PageSignIn
{
    private readonly string _origin;
    private readonly SignInFlow _flow;
    private readonly ChoiceSignIn _choice;
    private readonly ChallengeAnswers _answers;

    public PageSignIn(HostedUiContext context)
    {
        _origin = context.Web.Origin;
        _flow = new SignInFlow(context.State);
        _choice = new ChoiceSignIn(context.State, _flow);
        _answers = new ChallengeAnswers(context.State, _choice, new DeviceSignIn(context.State));
    }

    /// <summary>Begins with a name and a password.</summary>
    /// <returns>Who signs in, and the challenge that comes next; empty when there is none.</returns>
    /// <exception cref="ServiceException">The sign-in is refused.</exception>
    public (EmulatedUser User, JsonObject Next) WithPassword(EmulatedAppClient client, string username, string password)
    {
        EmulatedUser? user = _flow.FindOrMigrate(client, username, password, new OperationCall([]));
        bool matches = user?.Password?.Matches(password) == true; // Slow: outside the pool's gate.
        lock (client.Pool.Gate)
        {
            return (user ?? throw ServiceException.WrongPassword(), _flow.AfterPassword(SignInAttempt.OnPage(client, user), matches));
        }
    }

    /// <summary>Begins with a name alone: with the factor that is preferred, where the user has it, else with the choice among those the user has.</summary>
    /// <returns>Who signs in, and the challenge that comes next.</returns>
    /// <exception cref="ServiceException">The sign-in is refused.</exception>
    public (EmulatedUser User, JsonObject Next) WithoutPassword(EmulatedAppClient client, string username, string? preferred = null) =>
        _choice.StartOnPage(client, username, preferred, _origin);

    /// <summary>Goes on for an account that was made and confirmed in this flow, whose password need not be asked for again.</summary>
    /// <exception cref="ServiceException">The sign-in is refused.</exception>
    public (EmulatedUser User, JsonObject Next) AfterSignUp(EmulatedAppClient client, string sub)
    {
        lock (client.Pool.Gate)
        {
            EmulatedUser user = client.Pool.Directory.BySub(sub) ?? throw ServiceException.UserNotFound();
            return (user, _flow.AfterPassword(SignInAttempt.OnPage(client, user), matches: true));
        }
    }

    /// <summary>Answers a challenge.</summary>
    /// <returns>Who signs in, and the challenge that comes next; empty when there is none.</returns>
    /// <exception cref="ServiceException">The answer is wrong or the time is over.</exception>
    public (EmulatedUser User, JsonObject Next) Answer(BrowserFlow flow, IReadOnlyDictionary<string, string> responses)
    {
        EmulatedAppClient client = flow.Request.Client;
        lock (client.Pool.Gate)
        {
            EmulatedUser user = client.Pool.Sessions.Find(flow.Session, client, flow.ChallengeName!).User;
            return (user, _answers.AnswerOnPage(client, flow.Session, flow.ChallengeName!, new SignInParameters(responses), _origin));
        }
    }
}

namespace Amplify.Tests.Model;

/// <summary>
/// Something that people, applications, administrators, time or bad luck do: legal or not, it can always be done. What the model
/// says may come of it is compared with what does.
/// </summary>
internal abstract record Command
{
    /// <summary>What it is called in tables.</summary>
    public virtual string Kind => GetType().Name;

    /// <summary>The operations of the service that it takes, for faults to strike.</summary>
    public virtual IReadOnlyList<string> Operations => [];

    /// <summary>Whether every session is looked at afterwards; a look may itself renew or end one.</summary>
    public virtual bool IsLookedAt => true;

    /// <summary>Whether an engine's authenticator may have to ask a person, as things stand.</summary>
    public virtual bool MayPrompt(ModelState s) => false;

    /// <summary>As a sentence.</summary>
    protected abstract string Text { get; }

    /// <summary>Every way it may go, the likeliest first.</summary>
    public abstract IEnumerable<Turn> Predict(ModelState s);

    /// <summary>Does it.</summary>
    /// <returns>What came of it; an <see cref="AuthException"/> may be thrown instead.</returns>
    public abstract Task<Outcome> PerformAsync(ModelWorld world);

    /// <summary>The same with less to it.</summary>
    public virtual IEnumerable<Command> Simpler() => [];

    public sealed override string ToString() => Text;

    protected static string Name(int handle) => ModelWorld.NameOf(handle);

    /// <summary>Replies as turns: done, rejected for a reason the person can put right, or thrown.</summary>
    protected static IEnumerable<Turn> Turns(IEnumerable<Reply> replies, Func<Reply, Outcome> done, params AuthErrorReason[] rejected) => replies.Select(reply => new Turn(
        reply.Refused is not { } refused ? done(reply)
            : rejected.Any(reason => reason.ToString() == refused) ? Outcome.Rejected(refused)
            : Outcome.Throws(refused),
        reply.State));
}

using Moq;

namespace Amplify.Tests.Http;

/// <summary>An <see cref="IAuth"/> whose tokens are counted and whose refreshes can be held back or fail.</summary>
internal sealed class StubUser
{
    private readonly string _name;
    private readonly Mock<IAuth> _auth = new(MockBehavior.Strict);
    private int _number = 1;
    private int _refreshes;

    public StubUser(string name = "token")
    {
        _name = name;
        _auth.Setup(a => a.GetAccessTokenAsync(It.IsAny<CurrentSessionOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((CurrentSessionOptions? options, CancellationToken cancellation) => ReadAsync("access", options, cancellation));
        _auth.Setup(a => a.GetIdTokenAsync(It.IsAny<CurrentSessionOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((CurrentSessionOptions? options, CancellationToken cancellation) => ReadAsync("id", options, cancellation));
    }

    public IAuth Auth => _auth.Object;

    public int Refreshes => Volatile.Read(ref _refreshes);

    public string Access => $"access-{_name}-{Volatile.Read(ref _number)}";

    public string Id => $"id-{_name}-{Volatile.Read(ref _number)}";

    /// <summary>When set, refreshes wait for it.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Completes when a refresh has begun.</summary>
    public TaskCompletionSource Refreshing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a refresh fails with.</summary>
    public AuthException? Failure { get; set; }

    public bool IsSignedOut { get; set; }

    /// <summary>The engine's own renewal, behind everybody's back.</summary>
    public void Renew() => Interlocked.Increment(ref _number);

    private async ValueTask<string> ReadAsync(string kind, CurrentSessionOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsSignedOut)
        {
            throw new SignInRequiredException();
        }

        if (options is { ForceRefresh: true })
        {
            Interlocked.Increment(ref _refreshes);
            Refreshing.TrySetResult();
            if (Hold is { } hold)
            {
                await hold.Task.WaitAsync(cancellationToken);
            }

            if (Failure is { } failure)
            {
                throw failure;
            }

            Renew();
        }

        return kind == "id" ? Id : Access;
    }
}

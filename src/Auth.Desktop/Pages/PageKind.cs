namespace Amplify.Desktop;

/// <summary>The pages there are.</summary>
internal enum PageKind
{
    /// <summary>For everything that ends no attempt.</summary>
    NotExpected,

    /// <summary>An answer came back, which the application has yet to check.</summary>
    Returned,

    /// <summary>The person is signed out.</summary>
    SignedOut,

    /// <summary>An error came back.</summary>
    NotCompleted,
}

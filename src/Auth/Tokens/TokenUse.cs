namespace Amplify.Tokens;

/// <summary>Which of the user pool's tokens (<c>token_use</c>).</summary>
internal enum TokenUse
{
    Id = 0,
    Access = 1,
}
